"""Reading what coordinators write: file and line, problems, checks, revisions."""
