const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' })

/** The order of people: 9 before 101, small beside capital, accents beside their letters. */
export function inOrderOf<T>(...keys: readonly ((item: T) => string | number)[]): (a: T, b: T) => number {
  return (a, b) => {
    for (const key of keys) {
      const [left, right] = [key(a), key(b)]
      const order =
        typeof left === 'number' && typeof right === 'number'
          ? left - right
          : collator.compare(String(left), String(right))
      if (order !== 0) return order
    }
    return 0
  }
}
