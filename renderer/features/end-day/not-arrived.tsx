import type { StayRow } from '../../../shared/contract/calls/desk.ts'
import { useCall } from '../../bridge/use-call.ts'
import { useFormats } from '../../desk/use-formats.ts'
import { useWords } from '../../language/use-words.ts'
import { Button } from '../../ui/button.tsx'
import { Chips } from '../../ui/chips.tsx'
import type { Decision } from './decisions.ts'
import type { StayErrand } from './end-day-dialog.tsx'
import { StayLine } from './stay-line.tsx'

interface NotArrivedProps {
  readonly stay: StayRow
  /** Cannot go on being expected. */
  readonly mustDecide: boolean
  readonly decision: Decision | undefined
  readonly onDecide: (decision: Decision) => void
  readonly onErrand: (errand: StayErrand) => void
}

/** Somebody who was expected and is not here: let in after all, awaited still, or a no-show. */
export function NotArrived({ stay, mustDecide, decision, onDecide, onErrand }: NotArrivedProps) {
  const t = useWords()
  const { money } = useFormats()
  const { bookingId, guestName: guest } = stay
  const fees = useCall('booking.quoteFees', { bookingId }).value
  const feeMinor = fees?.noShowMinor ?? 0
  const choices: readonly { readonly value: Decision; readonly label: string }[] = [
    ...(mustDecide ? [] : [{ value: 'keep' as const, label: t('day.keep') }]),
    { value: 'free', label: t('day.noShowFree') },
    ...(feeMinor > 0
      ? [{ value: 'fee' as const, label: t('day.noShowFee', { amount: money(feeMinor) }) }]
      : []),
  ]
  return (
    <StayLine stay={stay} below={mustDecide && <p className="day-stay-note soft">{t('day.lastNight')}</p>}>
      <Chips
        label={t('day.decide', { guest })}
        choices={choices}
        chosen={decision ?? ''}
        onChoose={(value) =>
          choices.filter((choice) => choice.value === value).forEach((choice) => onDecide(choice.value))
        }
      />
      <Button
        size="small"
        aria-label={t('day.checkInFor', { guest })}
        onPress={() => onErrand({ kind: 'checkIn', bookingId })}
      >
        {t('job.checkIn')}
      </Button>
    </StayLine>
  )
}
