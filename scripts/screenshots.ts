import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { clerkDay } from './clerk-day/clerk-day.ts'
import { startStack } from './stack.ts'
import { launchBrowser } from './testing/browser.ts'

/** `npm run screenshots`: a clerk's day with an outage, photographed chapter by chapter for the README. */
const pictures = fileURLToPath(new URL('../.github/screenshots/', import.meta.url))
const dir = mkdtempSync(join(tmpdir(), 'front-desk-screenshots-'))
mkdirSync(pictures, { recursive: true })
const stack = await startStack({ dir: join(dir, 'server'), seed: 'demo', durable: false })
try {
  await using browser = await launchBrowser()
  await clerkDay({
    stack,
    browser,
    dir,
    onChapter: async (chapter, page) => {
      // what moves has come to rest: a picture, not a test
      await page.waitForTimeout(600)
      await page.screenshot({ path: join(pictures, `${chapter}.png`) })
      console.log(`screenshots: ${chapter}`)
    },
  })
} finally {
  await stack.stop()
  rmSync(dir, { recursive: true, force: true })
}
