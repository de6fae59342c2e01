"""The door for programs: JSON over the services, let in by token; docs/api.md says how it speaks."""
