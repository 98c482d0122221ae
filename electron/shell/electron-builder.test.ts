import { createRequire } from 'node:module'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { root } from '../../scripts/root.ts'
import { mainBuild, preloadBuild } from '../../vite.config.ts'

// the builder's own reading and checking of its configuration; it exports neither
const fromBuilder = createRequire(createRequire(import.meta.url).resolve('electron-builder'))
const anyFunction = z.custom<(...args: unknown[]) => Promise<unknown>>((value) => typeof value === 'function')
const { getConfig, validateConfiguration } = z
  .object({ getConfig: anyFunction, validateConfiguration: anyFunction })
  .parse(fromBuilder('app-builder-lib/out/util/config/config.js'))
const debugLogger = { isEnabled: false, add: () => {} }

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
