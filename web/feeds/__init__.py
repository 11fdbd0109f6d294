"""Lists in other forms: feeds to follow and files to take along."""
