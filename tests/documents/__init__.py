"""Documents out of promises: what each must hold, in every format."""
