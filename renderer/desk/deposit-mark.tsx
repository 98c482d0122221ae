import { Pill } from '../ui/mark.tsx'
import { useDepositWords, type Deposit } from './deposit-words.ts'

/** A deposit that is open; red once it should have been paid. */
export function DepositMark({ deposit }: { readonly deposit: Deposit | null }) {
  const say = useDepositWords()
  if (deposit === null || deposit.openMinor === 0) return null
  return <Pill tone={deposit.isDue ? 'bad' : 'warn'}>{say(deposit)}</Pill>
}
