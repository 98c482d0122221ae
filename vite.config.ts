import { join } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig, type UserConfig } from 'vite'
import { noncePlaceholder } from './shared/contract/window-policy.ts'

const dist = join(import.meta.dirname, 'dist')

/** The window: what Electron and the browser host serve from `dist/renderer`. */
export const windowBuild: UserConfig = {
  root: join(import.meta.dirname, 'renderer'),
  plugins: [react()],
  html: { cspNonce: noncePlaceholder },
  build: {
    outDir: join(dist, 'renderer'),
    emptyOutDir: true,
    // the page may run no inline script, and small files as data: URLs would need a looser policy
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    // read from this machine: nothing is gained by splitting
    chunkSizeWarningLimit: 2000,
  },
}

/** The desktop program: a module for Electron's main process, and the terminal's sync worker. */
export const mainBuild: UserConfig = nodeBuild({
  main: join(import.meta.dirname, 'electron', 'main.ts'),
  'sync-worker': join(import.meta.dirname, 'electron', 'sync', 'worker.ts'),
})

/** The preload script: one file that a sandbox can load. */
export const preloadBuild: UserConfig = nodeBuild(
  { preload: join(import.meta.dirname, 'electron', 'preload.ts') },
  'cjs',
)

function nodeBuild(input: Record<string, string>, format: 'es' | 'cjs' = 'es'): UserConfig {
  return {
    root: import.meta.dirname,
    publicDir: false,
    ssr: { noExternal: true, external: ['electron', 'better-sqlite3'] },
    build: {
      ssr: true,
      outDir: dist,
      emptyOutDir: false,
      target: 'node24',
      minify: false,
      rolldownOptions: {
        input,
        output: {
          format,
          entryFileNames: format === 'cjs' ? '[name].cjs' : '[name].js',
          chunkFileNames: 'chunks/[name]-[hash].js',
        },
      },
    },
  }
}

export default defineConfig(windowBuild)
