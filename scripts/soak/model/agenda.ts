/** What is going to happen, by when: time passes only from one entry to the next. */
export interface Agenda {
  readonly now: () => number
  readonly after: (ms: number, what: () => void) => () => void
  /** Lets everything happen that is due until then. */
  readonly runUntil: (ms: number) => void
}

interface Entry {
  readonly at: number
  readonly place: number
  what: (() => void) | null
}

export function createAgenda(): Agenda {
  const heap: Entry[] = []
  let now = 0
  let places = 0

  const isBefore = (one: Entry, other: Entry): boolean =>
    one.at < other.at || (one.at === other.at && one.place < other.place)

  function push(entry: Entry): void {
    let index = heap.push(entry) - 1
    for (let parent = heap[(index - 1) >> 1]; parent !== undefined && index > 0 && isBefore(entry, parent);) {
      heap[index] = parent
      index = (index - 1) >> 1
      parent = heap[(index - 1) >> 1]
    }
    heap[index] = entry
  }

  function shift(): void {
    const last = heap.pop()
    if (last === undefined || heap.length === 0) return
    let index = 0
    for (;;) {
      const [left, right] = [heap[2 * index + 1], heap[2 * index + 2]]
      if (left === undefined) break
      const isRight = right !== undefined && isBefore(right, left)
      const child = isRight ? right : left
      if (!isBefore(child, last)) break
      heap[index] = child
      index = 2 * index + (isRight ? 2 : 1)
    }
    heap[index] = last
  }

  return {
    now: () => now,
    after: (ms, what) => {
      const entry: Entry = { at: now + ms, place: places, what }
      places += 1
      push(entry)
      return () => {
        entry.what = null
      }
    },
    runUntil: (ms) => {
      for (let next = heap[0]; next !== undefined && next.at <= ms; next = heap[0]) {
        shift()
        now = next.at
        next.what?.()
      }
      now = ms
    },
  }
}
