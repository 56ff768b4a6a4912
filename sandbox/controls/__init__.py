"""The controls under `/_sandbox`: one module a subject, one way to declare a control."""
