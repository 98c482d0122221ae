/** Repeatable chance: the same seed makes the same draws on every machine. */
export interface Random {
  /** From 0 up to but not including 1. */
  readonly next: () => number
  /** A whole number from `least` to `most`, both included. */
  readonly between: (least: number, most: number) => number
  readonly chance: (probability: number) => boolean
  readonly pick: <T>(options: readonly [T, ...T[]] | readonly T[]) => T
  /** One of the options, each as likely as its weight says. */
  readonly weighted: <T>(options: readonly (readonly [T, number])[]) => T
}

export function seededRandom(seed: string): Random {
  const next = mulberry32(fnv1a(seed))
  const between = (least: number, most: number) => least + Math.floor(next() * (most - least + 1))
  return {
    next,
    between,
    chance: (probability) => next() < probability,
    pick: (options) => at(options, between(0, options.length - 1)),
    weighted: (options) => {
      let left = next() * options.reduce((sum, [, weight]) => sum + weight, 0)
      for (const [option, weight] of options) {
        left -= weight
        if (left < 0) return option
      }
      return at(options, options.length - 1)[0]
    },
  }
}

function at<T>(options: readonly T[], index: number): T {
  const option = options[index]
  if (option === undefined) throw new Error('nothing to choose from')
  return option
}

/** A well-mixed 32-bit number of a text. */
function fnv1a(text: string): number {
  let hash = 0x811c9dc5
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193)
  }
  // neighbours in the alphabet would otherwise begin with like draws
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}

/** Tommy Ettinger's mulberry32. */
function mulberry32(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
