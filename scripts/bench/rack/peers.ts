import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Browser, Page } from 'playwright'
import { build } from 'vite'
import { timed } from '../report.ts'
import type { ListedStay } from './big-house.ts'
import { dragAlong, framesDuring, wheel, type FrameTimes } from './frames.ts'
import type { PeerData } from './peer.ts'

/** What is measured of each timeline. Null where it does not offer that. */
export interface RackTimes {
  readonly firstPaintMs: number
  readonly scrollDown: FrameTimes
  readonly scrollAside: FrameTimes
  readonly drag: FrameTimes | null
  /** From the change being known to the frame that shows it. */
  readonly moveMs: number
}

export interface PeerKind {
  readonly page: string
  readonly styles: readonly string[]
  /** Its bars. */
  readonly bar: string
  readonly drags: boolean
}

export const visTimeline: PeerKind = {
  page: 'vis-page.ts',
  styles: ['vis-timeline/styles/vis-timeline-graph2d.min.css'],
  bar: '.vis-item.vis-range',
  drags: true,
}

/** Dragging is a package of its own there; its stylesheets come with its scripts. */
export const fullCalendar: PeerKind = {
  page: 'full-calendar-page.ts',
  styles: [],
  bar: '.fc-event',
  drags: false,
}

/** Gives a peer the same stays in memory, and measures it as ours is measured. */
export async function measurePeer(
  browser: Browser,
  peer: PeerKind,
  data: PeerData,
  size: { width: number; height: number },
  dir: string,
): Promise<RackTimes> {
  const script = await bundle(peer, dir)
  const context = await browser.newContext({ viewport: size })
  const page = await context.newPage()
  page.setDefaultTimeout(600_000)
  try {
    await page.setContent('<!doctype html><body style="margin:0"><div id="place" style="height:100vh"></div>')
    for (const style of peer.styles)
      await page.addStyleTag({ path: fileURLToPath(import.meta.resolve(style)) })
    await page.addScriptTag({ path: script })
    const { ms: firstPaintMs } = await timed(() => drawn(page, data))
    await page.locator(peer.bar).first().waitFor()
    const scrollDown = await framesDuring(page, () => wheel(page, 50, { x: 0, y: 120 }))
    const drag = peer.drags ? await dragged(page, peer.bar, true) : null
    const scrollAside = await framesDuring(page, () => wheel(page, 50, { x: 20, y: 0 }))
    return {
      firstPaintMs,
      scrollDown,
      scrollAside,
      drag,
      moveMs: await moved(page, data),
    }
  } finally {
    await context.close()
  }
}

/** A bar in sight is carried down the screen and left where it was. Some want it chosen before. */
export async function dragged(page: Page, bar: string, chosenFirst: boolean): Promise<FrameTimes> {
  const size = page.viewportSize() ?? { width: 1440, height: 900 }
  const start = await page.evaluate(
    ({ sought, width }) =>
      [...document.querySelectorAll(sought)]
        .map((one) => one.getBoundingClientRect())
        .map(({ x, y, width: long, height }) => ({ x, y, width: long, height }))
        .find(
          (box) => box.width > 20 && box.x > width / 3 && box.x < width - 200 && box.y > 200 && box.y < 450,
        ),
    { sought: bar, width: size.width },
  )
  if (!start) throw new Error(`bench: no bar of ${bar} to drag`)
  const from = { x: start.x + start.width / 2, y: start.y + start.height / 2 }
  if (chosenFirst) await page.mouse.click(from.x, from.y)
  const times = await framesDuring(page, () => dragAlong(page, from, { x: from.x, y: from.y + 350 }, 60))
  await page.keyboard.press('Escape')
  await page.mouse.up()
  return times
}

async function drawn(page: Page, data: PeerData): Promise<void> {
  await page.evaluate(async (given) => {
    const place = document.getElementById('place')
    if (place) window.peer.draw(place, given)
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))
  }, data)
}

/** Five stays go to the room below, one after the other; the middle time counts. */
async function moved(page: Page, { stays, rooms }: PeerData): Promise<number> {
  const some: readonly ListedStay[] = stays.slice(0, 5)
  const times = await page.evaluate(
    async (moves) => {
      const found: number[] = []
      for (const { id, room } of moves) {
        const start = performance.now()
        window.peer.move(id, room)
        await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 0)))
        found.push(performance.now() - start)
      }
      return found
    },
    some.map(({ id, room }) => ({ id, room: rooms[rooms.indexOf(room) + 1] ?? room })),
  )
  return times.toSorted((a, b) => a - b)[2] ?? 0
}

async function bundle({ page }: PeerKind, dir: string): Promise<string> {
  await build({
    configFile: false,
    logLevel: 'error',
    define: { 'process.env.NODE_ENV': '"production"' },
    build: {
      outDir: dir,
      emptyOutDir: false,
      reportCompressedSize: false,
      chunkSizeWarningLimit: 10_000,
      lib: {
        entry: join(import.meta.dirname, page),
        formats: ['iife'],
        name: 'bench',
        fileName: () => `${page}.js`,
      },
    },
  })
  return join(dir, `${page}.js`)
}
