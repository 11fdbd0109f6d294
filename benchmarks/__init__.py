"""What `make bench` runs: our numbers beside DESIGN's targets and beside plain libraries."""
