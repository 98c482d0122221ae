import './key-hint.css'

/** A key as printed on the keyboard. Hidden from screen readers: the control itself carries `aria-keyshortcuts`. */
export function KeyHint({ keys }: { readonly keys: string }) {
  return (
    <kbd className="key-hint" aria-hidden="true">
      {keys}
    </kbd>
  )
}
