import { useDepositWords, type Deposit } from './deposit-words.ts'
import '../ui/mark.css'
import './deposit-mark.css'

/** A deposit that is open; red once it should have been paid. */
export function DepositMark({ deposit }: { readonly deposit: Deposit | null }) {
  const say = useDepositWords()
  if (deposit === null || deposit.openMinor === 0) return null
  const said = say(deposit)
  return (
    <span className={`pill tone-${deposit.isDue ? 'bad' : 'warn'} deposit-mark cut`} title={said}>
      {said}
    </span>
  )
}
