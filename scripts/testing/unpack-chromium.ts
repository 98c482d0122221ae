import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { z } from 'zod'

const packageRoot = join(dirname(fileURLToPath(import.meta.resolve('@sparticuz/chromium'))), '..')

/**
 * The folder with the packaged Chromium, its libraries and its fonts; unpacked on the first use of each version.
 *
 * The package can only unpack into the temporary folder, where two runs at a time read each other's half-written files.
 * So a child with a temporary folder of its own unpacks, and the result is renamed into place whole.
 */
export async function unpackedChromium(): Promise<string> {
  const { version } = z
    .object({ version: z.string() })
    .parse(JSON.parse(await readFile(join(packageRoot, 'package.json'), 'utf8')))
  const cache = join(packageRoot, '..', '..', '.cache', 'front-desk')
  const folder = join(cache, `chromium-${version}`)
  if (existsSync(folder)) return folder

  await mkdir(cache, { recursive: true })
  const partial = await mkdtemp(join(cache, 'unpacking-'))
  try {
    await unpackInto(partial)
    await writeFile(join(partial, 'fonts.conf'), fontsConf(folder))
    await rename(partial, folder)
  } catch (error) {
    await rm(partial, { recursive: true, force: true })
    // another run was first
    if (!existsSync(folder)) throw error
  }
  return folder
}

async function unpackInto(folder: string): Promise<void> {
  const program = `
    import { default as chromium, inflate } from '@sparticuz/chromium'
    await chromium.executablePath()
    await inflate(process.argv[1])`
  await promisify(execFile)(
    process.execPath,
    ['--input-type=module', '--eval', program, join(packageRoot, 'bin', 'al2023.tar.br')],
    { cwd: packageRoot, env: { ...process.env, TMPDIR: folder } },
  )
}

/** The machine's fonts where it has any, and the package's own, so that a bare machine shows text too. */
function fontsConf(folder: string): string {
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>/usr/share/fonts</dir>
  <dir>/usr/local/share/fonts</dir>
  <dir>${join(folder, 'fonts')}</dir>
  <cachedir>${join(folder, 'fonts-cache')}</cachedir>
</fontconfig>
`
}
