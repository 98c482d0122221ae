import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join, relative } from 'node:path'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { root } from '../../scripts/root.ts'
import { mainBuild, preloadBuild } from '../../vite.config.ts'
import { fonts } from '../documents/fonts.ts'

// the builder's own reading and checking of its configuration; it exports neither
const fromBuilder = createRequire(createRequire(import.meta.url).resolve('electron-builder'))
const anyFunction = z.custom<(...args: unknown[]) => Promise<unknown>>((value) => typeof value === 'function')
const { getConfig, validateConfiguration } = z
  .object({ getConfig: anyFunction, validateConfiguration: anyFunction })
  .parse(fromBuilder('app-builder-lib/out/util/config/config.js'))
const { getNodeModuleFileMatcher } = z
  .object({ getNodeModuleFileMatcher: z.custom<MatcherOf>((value) => typeof value === 'function') })
  .parse(fromBuilder('app-builder-lib/out/fileMatcher.js'))
const debugLogger = { isEnabled: false, add: () => {} }

/** Which files of the packages go along. */
type MatcherOf = (
  dir: string,
  to: string,
  expand: (text: string) => string,
  options: object,
  packager: object,
) => { createFilter: () => (file: string, stat: { isDirectory: () => boolean }) => boolean }

const builderConfig = z.looseObject({
  files: z.array(z.object({ filter: z.array(z.string()) })),
  electronFuses: z.record(z.string(), z.boolean()),
})

async function readConfig(): Promise<z.output<typeof builderConfig>> {
  return builderConfig.parse(await getConfig(root, null, null))
}

test('electron-builder accepts its configuration', async () => {
  await expect(validateConfiguration(await readConfig(), debugLogger)).resolves.toBeUndefined()
})

test('electron-builder’s check is not empty: it refuses a misspelt option', async () => {
  await expect(validateConfiguration({ ...(await readConfig()), asaar: true }, debugLogger)).rejects.toThrow(
    /asaar/,
  )
})

test('what is built is what is packed', async () => {
  const files = (await readConfig()).files.flatMap(({ filter }) => filter)
  const built = [mainBuild, preloadBuild].flatMap((build) =>
    Object.keys(z.record(z.string(), z.string()).parse(build.build?.rolldownOptions?.input)),
  )
  for (const name of built) {
    expect(
      files.some((pattern) => pattern.startsWith(`dist/${name}.`)),
      name,
    ).toBe(true)
  }
  expect(files).toContain('dist/renderer/**')
})

test('the packed program cannot be used as a plain Node, nor be made to load other code', async () => {
  expect((await readConfig()).electronFuses).toMatchObject({
    runAsNode: false,
    enableNodeOptionsEnvironmentVariable: false,
    enableNodeCliInspectArguments: false,
    onlyLoadAppFromAsar: true,
  })
})

test('of the packages go along what SQLite and the fonts of documents are read from, and nothing else', async () => {
  const config = await readConfig()
  const expand = (text: string) => text.replace('${platform}', 'linux').replace('${arch}', 'x64')
  const packed = getNodeModuleFileMatcher(root, root, expand, {}, { config, debugLogger }).createFilter()
  const isPacked = (file: string) => packed(join(root, file), { isDirectory: () => false })
  const needed = [
    ...Object.values(fonts).flatMap((font) => Object.values(font)),
    ...['binding', 'database', 'index', 'methods/transaction'].map((name) => sqlite(`lib/${name}.js`)),
    sqlite('prebuilds/linux-x64.node'),
    ...packagesOf(Object.values(fonts).flatMap((font) => Object.values(font))).map((dir) =>
      join(dir, 'package.json'),
    ),
    ...['arabic', 'hebrew', 'kr', 'sc'].map((name) => resolve(`@embedpdf/fonts-${name}`)),
  ]
  expect(needed.filter((file) => !existsSync(file))).toEqual([])
  expect(needed.filter((file) => !isPacked(relative(root, file)))).toEqual([])
  const left = [
    'node_modules/better-sqlite3/deps/sqlite3/sqlite3.c',
    'node_modules/better-sqlite3/prebuilds/win32-x64.node',
    'node_modules/@embedpdf/fonts-kr/fonts/NotoSansKR-Black.otf',
    'node_modules/@embedpdf/fonts-sc/fonts/NotoSansHans-DemiLight.otf',
    'node_modules/@fontsource/noto-sans-thai/files/noto-sans-thai-thai-900-normal.woff2',
    'node_modules/pdfmake/build/pdfmake.js',
    'node_modules/fastify/package.json',
    'node_modules/react/index.js',
  ]
  expect(left.filter(isPacked)).toEqual([])
})

const { resolve } = createRequire(import.meta.url)
const sqlite = (path: string) => join(root, 'node_modules', 'better-sqlite3', path)

/** The folders of the packages that files are of. */
function packagesOf(files: readonly string[]): readonly string[] {
  return [...new Set(files.flatMap((file) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0] ?? []))]
}
