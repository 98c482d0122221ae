import { expect, test } from 'vitest'
import { findBarriers } from './barriers.ts'
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

test('a field without a name and a text that is hard to read are barriers', async () => {
  await using browser = await launchBrowser()
  const page = await browser.newPage()
  await page.goto('data:text/html,<html lang="en"><title>Desk</title><main><h1>Desk</h1><p>Ready</p></main>')
  expect(await findBarriers(page, 'desk')).toEqual([])
  await page.locator('p').evaluate((text) => (text.innerHTML = '<i style="color:#ddd">Ready</i><input>'))
  expect(await findBarriers(page, 'desk')).toEqual([
    expect.stringContaining('desk: color-contrast at <i'),
    expect.stringContaining('desk: label at <input'),
  ])
})
