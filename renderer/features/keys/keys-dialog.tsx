import { bindings, keyNames, printChord, type KeyScope } from '../../desk/keys.ts'
import { useWords } from '../../language/use-words.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { KeyHint } from '../../ui/key-hint.tsx'
import './keys-dialog.css'

const scopes = [
  'desk',
  'queue',
  'booking',
  'rack',
  'room',
  'group',
  'waitlist',
  'conflict',
  'dialog',
] as const satisfies readonly KeyScope[]

/** All keys of the desk, by where they work. */
export function KeysDialog({ onDone }: { readonly onDone: () => void }) {
  const t = useWords()
  return (
    <Dialog width="wide" title={t('key.keys')} closeLabel={t('action.close')} onClose={onDone}>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- there is more than fits and nothing in it to stop at: the arrow keys scroll it */}
      <section className="keys-columns" aria-label={t('key.keys')} tabIndex={0}>
        {scopes.map((scope) => (
          <section key={scope} className="keys-group">
            <h3 className="drawer-section-title">{t(`keys.${scope}`)}</h3>
            <dl>
              {keyNames
                .filter((name) => bindings[name].scope === scope)
                .map((name) => (
                  <div key={name} className="keys-row">
                    <dt>{t(bindings[name].label)}</dt>
                    <dd>
                      {bindings[name].chords.map((chord) => (
                        <Chord key={chord} chord={chord} />
                      ))}
                    </dd>
                  </div>
                ))}
            </dl>
          </section>
        ))}
      </section>
    </Dialog>
  )
}

function Chord({ chord }: { readonly chord: string }) {
  return (
    <>
      <span className="unseen">{chord}</span>
      <KeyHint keys={printChord(chord)} />
    </>
  )
}
