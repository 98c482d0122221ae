/** What is owed: charges are positive in the ledger, payments negative. Never stored, always summed. */
export function balanceOf(lines: readonly { readonly amountMinor: number }[]): number {
  return lines.reduce((sum, line) => sum + line.amountMinor, 0)
}
