import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { _electron } from 'playwright'
import { expect, test } from 'vitest'
import { buildDesktop, buildWindow } from '../../scripts/build.ts'
import { root } from '../../scripts/root.ts'
import { installedElectron } from '../../scripts/start/electron.ts'

const binary = await installedElectron()
if (binary === null) console.warn('Electron’s binary is not here: its own window is NOT tested in this run')

test.skipIf(binary === null)(
  'the program opens its window in Electron, and the window reaches the terminal',
  async () => {
    const silent = (): void => {}
    await buildWindow(silent)
    await buildDesktop(silent)
    const dataDir = await mkdtemp(join(tmpdir(), 'front-desk-electron-'))
    const program = await _electron.launch({
      executablePath: binary ?? '',
      args: [root, ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])],
      env: {
        ...process.env,
        FRONT_DESK_DATA: dataDir,
        // nobody answers there: the terminal works without
        FRONT_DESK_SERVER_URL: 'http://127.0.0.1:9',
        FRONT_DESK_ANON_KEY: 'key',
      },
    })
    try {
      const page = await program.firstWindow()
      expect(page.url()).toBe('app://front-desk/')
      const status = await page.evaluate(() => window.frontDesk?.call('terminal.status', {}))
      expect(status).toMatchObject({ ok: true, value: { enrolled: false } })
      expect(await page.evaluate(() => 'require' in globalThis || 'process' in globalThis)).toBe(false)
    } finally {
      await program.close()
      await rm(dataDir, { recursive: true, force: true })
    }
  },
)
