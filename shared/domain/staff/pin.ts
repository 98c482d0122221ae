/** A number that nobody would try first: not one digit over and over, and no row of neighbours. */
export function isGuessablePin(pin: string): boolean {
  const digits = Array.from(pin, Number)
  const steps = digits.slice(1).map((digit, index) => digit - (digits[index] ?? 0))
  return [-1, 0, 1].some((same) => steps.every((step) => step === same))
}

/** Four to eight digits. */
export const pinForm = /^\d{4,8}$/
