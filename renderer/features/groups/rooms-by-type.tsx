import type { CallOutput } from '../../../shared/contract/index.ts'
import { MoneyField } from '../../desk/money-field.tsx'
import { useFormats } from '../../desk/use-formats.ts'
import { useWords } from '../../language/use-words.ts'
import { Pill } from '../../ui/mark.tsx'
import { NumberStepper } from '../../ui/number-stepper.tsx'

interface RoomsByTypeProps {
  readonly types: CallOutput<'booking.quote'>['types']
  readonly nights: number
  readonly counts: Readonly<Record<string, number>>
  readonly onCounts: (counts: Readonly<Record<string, number>>) => void
  /** Agreed for a night, as typed. */
  readonly rates: Readonly<Record<string, string>>
  readonly onRates: (rates: Readonly<Record<string, string>>) => void
  /** Types whose agreed price cannot be read. */
  readonly badRates: readonly string[]
}

/** How many rooms of each type, beside what is free, what one costs and what was agreed instead. */
export function RoomsByType({ types, nights, counts, onCounts, rates, onRates, badRates }: RoomsByTypeProps) {
  const t = useWords()
  const { amount } = useFormats()
  return (
    <ul className="group-types" aria-label={t('group.new.rooms')}>
      {types.map((type) => (
        <li key={type.roomTypeId} className="group-type">
          <NumberStepper
            label={t('group.new.count', { type: type.code })}
            value={counts[type.roomTypeId] ?? 0}
            onChange={(count) => onCounts({ ...counts, [type.roomTypeId]: Number.isNaN(count) ? 0 : count })}
            minValue={0}
            maxValue={Math.max(0, Math.min(50, type.free))}
            isDisabled={!type.fits || type.free <= 0}
          />
          <span className="cut">{type.name}</span>
          {!type.fits ? (
            <Pill tone="warn">{t('new.tooSmall', { count: type.maxOccupancy })}</Pill>
          ) : type.free > 0 ? (
            <Pill tone={type.free <= 2 ? 'warn' : 'good'}>{t('new.free', { count: type.free })}</Pill>
          ) : (
            <Pill tone="bad">{t('new.full')}</Pill>
          )}
          <span className="figure soft">
            {t('new.perNight', {
              amount: amount(nights > 0 ? Math.round(type.totalMinor / nights) : type.totalMinor),
            })}
          </span>
          {(counts[type.roomTypeId] ?? 0) > 0 && (
            <div className="group-rate">
              <MoneyField
                label={t('group.new.rate', { type: type.code })}
                text={rates[type.roomTypeId] ?? ''}
                onText={(text) => onRates({ ...rates, [type.roomTypeId]: text })}
                problem={badRates.includes(type.roomTypeId) ? t('group.new.rateProblem') : undefined}
              />
            </div>
          )}
        </li>
      ))}
    </ul>
  )
}
