import { ToggleButton, ToggleButtonGroup } from 'react-aria-components'
import './chips.css'

interface ChipsProps {
  readonly label: string
  readonly choices: readonly { readonly label: string; readonly value: string }[]
  readonly chosen: string
  readonly onChoose: (value: string) => void
}

/** Usual answers worth one click each; anything else can still be typed. One stop of the Tab key, arrows between. */
export function Chips({ label, choices, chosen, onChoose }: ChipsProps) {
  if (choices.length === 0) return null
  return (
    <ToggleButtonGroup
      className="chips"
      aria-label={label}
      selectedKeys={[chosen]}
      onSelectionChange={([value]) => value !== undefined && onChoose(String(value))}
    >
      {choices.map((choice) => (
        <ToggleButton key={choice.value} id={choice.value} className="chip">
          {choice.label}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  )
}
