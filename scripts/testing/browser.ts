import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { chromium, type Browser } from 'playwright'
import { unpackedChromium } from './unpack-chromium.ts'

/**
 * Opens a real headless browser for tests and screenshots. On Linux it is the Chromium that comes with the packages, so
 * nothing is downloaded; elsewhere the Chrome that is installed.
 */
export async function launchBrowser(): Promise<Browser> {
  if (process.platform !== 'linux' || process.arch !== 'x64')
    return await chromium.launch({ channel: 'chrome' })
  const folder = await unpackedChromium()
  return await chromium.launch({
    executablePath: join(folder, 'chromium'),
    // Chromium refuses to sandbox root
    args: ['--font-render-hinting=none', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])],
    // the language is the same wherever tests run
    env: {
      ...process.env,
      LANG: 'en_US.UTF-8',
      LC_ALL: 'en_US.UTF-8',
      LANGUAGE: 'en_US',
      ...(await librariesFor(folder)),
      FONTCONFIG_FILE: join(folder, 'fonts.conf'),
    },
  })
}

/** A machine without NSS cannot load the binary; the package brings those libraries too. */
async function librariesFor(folder: string): Promise<Record<string, string>> {
  try {
    await promisify(execFile)(join(folder, 'chromium'), ['--version'])
    return {}
  } catch {
    return { LD_LIBRARY_PATH: join(folder, 'al2023', 'lib') }
  }
}
