import { expect, test } from 'vitest'
import { launchBrowser } from './browser.ts'

test('a real browser opens, runs scripts and shows text', async () => {
  await using browser = await launchBrowser()
  const page = await browser.newPage()
  await page.goto(
    'data:text/html;charset=utf-8,<span>Zürich, 120 €</span><script>document.title = "ran"</script>',
  )
  expect(await page.title()).toBe('ran')
  // a browser without fonts shows blank text of no width
  const box = await page.locator('span').boundingBox()
  expect(box?.width).toBeGreaterThan(50)
  const picture = await page.screenshot()
  expect(picture.subarray(1, 4).toString()).toBe('PNG')
})
