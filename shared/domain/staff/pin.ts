/** A number that nobody would try first: not one digit over and over, and no row of neighbours. */
export function isGuessablePin(pin: string): boolean {
  const steps = new Set([...pin].slice(1).map((digit, index) => Number(digit) - Number(pin[index])))
  return steps.size === 1 && Math.abs([...steps][0] ?? 0) <= 1
}

/** Four to eight digits. */
export const pinForm = /^\d{4,8}$/
