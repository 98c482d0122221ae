import type { StayRow } from '../../../shared/contract/calls/desk.ts'
import type { NextStep } from '../../../shared/domain/stay/next-step.ts'
import { Balance } from '../../desk/balance.tsx'
import { DepositMark } from '../../desk/deposit-mark.tsx'
import { GuestFlags } from '../../desk/guest-flags.tsx'
import { HeldUntil, Waits } from '../../desk/stay-clock.tsx'
import { Readiness } from '../../desk/readiness.tsx'
import { Unsent } from '../../desk/unsent.tsx'
import { useFormats } from '../../desk/use-formats.ts'
import { useWords } from '../../language/use-words.ts'
import { Cell } from '../../ui/cell.tsx'
import { RowButton } from '../../ui/row-button.tsx'

interface StayCellsProps {
  readonly row: StayRow
  readonly onStep: (row: StayRow) => void
  readonly maySteps: boolean
}

/** One stay of a queue, read from left to right as a clerk asks: where, who, how long, is it ready, what is owed, what next. */
export function StayCells({ row, onStep, maySteps }: StayCellsProps) {
  const t = useWords()
  const { days } = useFormats()
  const step = maySteps ? row.nextStep : 'none'
  return (
    <>
      <Cell className="stay-line-mark">
        <Unsent unsent={row.unsent} willConflict={row.willConflict} attention={row.needsAttention} />
      </Cell>
      <Cell className="stay-line-room">
        <strong>{row.roomNumber ?? '—'}</strong> <span className="faint">{row.roomTypeCode}</span>
      </Cell>
      <Cell className="stay-line-guest">
        <span className="cut stay-line-name">{row.guestName}</span>
        <GuestFlags vip={row.vip} blacklisted={row.blacklisted} overdue={row.overdue} />
        {row.queuedAt !== null && <Waits since={row.queuedAt} room={row.room} />}
        {row.holdExpiresAt !== null && <HeldUntil until={row.holdExpiresAt} />}
        {row.deposit?.isDue === true && <DepositMark deposit={row.deposit} />}
      </Cell>
      <Cell className="stay-line-party soft">
        {row.children > 0 ? `${row.adults} + ${row.children}` : row.adults}
      </Cell>
      <Cell className="stay-line-stay">
        {days(row.arrival, row.departure)}
        <span className="faint">{t('row.nights', { count: row.nights })}</span>
      </Cell>
      <Cell className="stay-line-ready">
        {row.room ? (
          <Readiness room={row.room} />
        ) : (
          <span className="faint readiness-word">{t('row.noRoom')}</span>
        )}
      </Cell>
      <Cell className="figure">
        <Balance amountMinor={row.balanceMinor} />
      </Cell>
      <Cell>
        <RowButton
          kind={step === 'none' ? 'quiet' : isLast(step) ? 'primary' : 'plain'}
          onClick={() => onStep(row)}
        >
          {t(`step.${step}`)}
        </RowButton>
      </Cell>
    </>
  )
}

/** The step that completes the row, rather than one on the way there. */
function isLast(step: NextStep): boolean {
  return step === 'check_in' || step === 'check_out'
}
