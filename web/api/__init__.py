"""The hub for programs: ``/api/v1``, read-only JSON, described by its own OpenAPI document."""
