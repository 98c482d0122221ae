import type { CallOutput } from '../../../shared/contract/index.ts'
import { useFormats } from '../../desk/use-formats.ts'
import { useWords } from '../../language/use-words.ts'
import { Sign } from '../../ui/mark.tsx'

export type Shift = CallOutput<'shift.handover'>

/** What the shift leaves open, a line for each thing; a sign stands where there is something to do. */
export function ShiftFigures({ shift }: { readonly shift: Shift }) {
  const t = useWords()
  const { money } = useFormats()
  const owing = shift.departuresLeft.filter(({ balanceMinor }) => balanceMinor > 0)
  const owed = owing.reduce((sum, { balanceMinor }) => sum + balanceMinor, 0)
  const figures = [
    { name: 'arrivals', count: shift.arrivalsLeft.length },
    { name: 'departures', count: shift.departuresLeft.length },
    { name: 'unpaid', count: owing.length },
    { name: 'unassigned', count: shift.unassigned },
    { name: 'blocks', count: shift.blocks.length },
    { name: 'odd', count: shift.discrepancies.length },
    { name: 'unsent', count: shift.unsent },
    { name: 'attention', count: shift.attention },
  ] as const
  return (
    <section>
      <h2 className="handover-heading">{t('handover.open')}</h2>
      <ul className="handover-figures">
        {figures.map(({ name, count }) => (
          <li key={name}>
            <Sign shape={count > 0 ? 'triangle' : 'check'} tone={count > 0 ? 'warn' : 'good'} />
            {t(`handover.${name}`, { count, amount: money(owed) })}
          </li>
        ))}
        {shift.tasks.map(({ department, open, overdue }) => (
          <li key={department ?? ''}>
            <Sign shape="triangle" tone="warn" />
            {t('handover.tasks', {
              department: department === null ? t('handover.anybody') : t(`note.department.${department}`),
              open,
              overdue,
            })}
          </li>
        ))}
      </ul>
    </section>
  )
}
