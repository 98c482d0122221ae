import { commandName } from '../../desk/command-words.ts'
import { useFormats } from '../../desk/use-formats.ts'
import { useWords } from '../../language/use-words.ts'
import type { Shift } from './shift-figures.tsx'

/** The money taken at this desk, and what was done here, by how often. */
export function ShiftTables({ shift }: { readonly shift: Shift }) {
  const t = useWords()
  const { money } = useFormats()
  return (
    <div className="handover-column">
      <section>
        <h2 className="handover-heading">{t('handover.taken')}</h2>
        {shift.taken.length === 0 ? (
          <p className="faint">{t('handover.takenNone')}</p>
        ) : (
          <table className="handover-table">
            <thead>
              <tr>
                <th scope="col">{t('handover.method')}</th>
                <th scope="col">{t('handover.count')}</th>
                <th scope="col">{t('handover.amount')}</th>
              </tr>
            </thead>
            <tbody>
              {shift.taken.map(({ method, count, amountMinor }) => (
                <tr key={method}>
                  <th scope="row">{t(`method.${method}`)}</th>
                  <td className="figure">{count}</td>
                  <td className="figure">{money(amountMinor)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </section>
      <section>
        <h2 className="handover-heading">{t('handover.did')}</h2>
        {shift.done.length === 0 ? (
          <p className="faint">{t('handover.didNone')}</p>
        ) : (
          <table className="handover-table">
            <thead>
              <tr>
                <th scope="col">{t('handover.what')}</th>
                <th scope="col">{t('handover.count')}</th>
              </tr>
            </thead>
            <tbody>
              {shift.done.map(({ name, count }) => (
                <tr key={name}>
                  <th scope="row">{commandName(t, name)}</th>
                  <td className="figure">{count}</td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </section>
    </div>
  )
}
