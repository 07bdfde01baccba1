"""Letters to send: `model` holds one, `fits` says which fit a debt now and why the others do not, `build` makes it."""
