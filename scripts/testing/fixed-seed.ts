import fc from 'fast-check'

/** Properties are tried on the same histories in every run; another FRONT_DESK_SEED tries others. */
fc.configureGlobal({
  ...fc.readConfigureGlobal(),
  seed: Number(process.env['FRONT_DESK_SEED'] ?? 20_261_123),
})
