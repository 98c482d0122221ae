import { ToggleButton, ToggleButtonGroup } from 'react-aria-components'
import './segments.css'

interface SegmentsProps<Value extends string> {
  readonly label: string
  readonly chosen: Value
  readonly choices: readonly { readonly value: Value; readonly label: string }[]
  readonly onChoose: (value: Value) => void
}

/** One of two or three ways of seeing the same thing, side by side. */
export function Segments<Value extends string>({ label, chosen, choices, onChoose }: SegmentsProps<Value>) {
  return (
    <ToggleButtonGroup
      className="segments"
      aria-label={label}
      disallowEmptySelection
      selectedKeys={[chosen]}
      onSelectionChange={([key]) =>
        choices.filter(({ value }) => value === key).forEach(({ value }) => onChoose(value))
      }
    >
      {choices.map((choice) => (
        <ToggleButton key={choice.value} id={choice.value} className="segment">
          {choice.label}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  )
}
