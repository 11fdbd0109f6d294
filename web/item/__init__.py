"""The parts of an item's page, each as a value its template shows."""
