import { join } from 'node:path'
import { runShell } from './shell/shell.ts'
import { openTerminal } from './terminal.ts'

// Everything that the window needs is built beside this file. Not awaited: Electron is not ready before this module has
// ended, so a module that waited for it would wait for ever.
void runShell({
  openTerminal,
  assetsDir: join(import.meta.dirname, 'renderer'),
  preload: join(import.meta.dirname, 'preload.cjs'),
  env: process.env,
})
