import './chips.css'

interface ChipsProps {
  readonly choices: readonly { readonly label: string; readonly value: string }[]
  readonly chosen: string
  readonly onChoose: (value: string) => void
}

/** Usual answers worth one click each; anything else can still be typed. */
export function Chips({ choices, chosen, onChoose }: ChipsProps) {
  if (choices.length === 0) return null
  return (
    <div className="chips">
      {choices.map(({ label, value }) => (
        <button key={label} type="button" className="chip" aria-pressed={value === chosen} onClick={() => onChoose(value)}>
          {label}
        </button>
      ))}
    </div>
  )
}
