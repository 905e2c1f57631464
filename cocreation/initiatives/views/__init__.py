"""Pages of an initiative. Each loads through the user, binds a form, calls one verb, renders."""
