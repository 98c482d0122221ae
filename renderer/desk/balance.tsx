import { useFormats } from './use-formats.ts'
import './balance.css'

/** What a guest owes, strong; nothing owed, faint; a credit with its minus. */
export function Balance({ amountMinor }: { readonly amountMinor: number }) {
  const { amount } = useFormats()
  const state = amountMinor > 0 ? 'owed' : amountMinor < 0 ? 'credit' : 'settled'
  return <span className={`figure balance-${state}`}>{amount(amountMinor)}</span>
}
