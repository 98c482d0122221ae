import type { Page } from 'playwright'
import { rounded } from '../report.ts'

/** How long frames took while something went on, in milliseconds. */
export interface FrameTimes {
  readonly median: number
  readonly p95: number
  readonly worst: number
  readonly frames: number
}

/** Watches every frame of the page while work is done with mouse or keyboard. */
export async function framesDuring(page: Page, work: () => Promise<void>): Promise<FrameTimes> {
  await page.evaluate(() => {
    const times: number[] = []
    let last = performance.now()
    let running = true
    const look = (now: number): void => {
      times.push(now - last)
      last = now
      if (running) requestAnimationFrame(look)
    }
    requestAnimationFrame(look)
    Reflect.set(window, 'stopFrames', () => {
      running = false
      // the first is the wait for the watch to begin
      return times.slice(1)
    })
  })
  await work()
  const times = await page.evaluate((): number[] => {
    const stop: unknown = Reflect.get(window, 'stopFrames')
    const found: unknown = typeof stop === 'function' ? Reflect.apply(stop, window, []) : []
    return Array.isArray(found) ? found.map(Number) : []
  })
  const sorted = times.toSorted((a, b) => a - b)
  const at = (share: number): number => rounded(sorted[Math.floor((sorted.length - 1) * share)] ?? 0, 1)
  return { median: at(0.5), p95: at(0.95), worst: at(1), frames: sorted.length }
}

/** Turns the wheel over the middle of the chart, as a hand does: a notch every other frame. */
export async function wheel(page: Page, notches: number, by: { x: number; y: number }): Promise<void> {
  const size = page.viewportSize() ?? { width: 1440, height: 900 }
  await page.mouse.move(size.width / 2, size.height / 2)
  for (let notch = 0; notch < notches; notch++) await page.mouse.wheel(by.x, by.y)
}

/** Drags from one place to another in small steps and does not let go. */
export async function dragAlong(
  page: Page,
  from: { x: number; y: number },
  to: { x: number; y: number },
  steps: number,
): Promise<void> {
  await page.mouse.move(from.x, from.y)
  await page.mouse.down()
  await page.mouse.move(to.x, to.y, { steps })
}
