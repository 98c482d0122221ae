/** What a row is called, for a screen reader; what is to be seen of it stands in the column at the left, before this. */
export function RowName({ spoken }: { readonly spoken: string }) {
  return (
    // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- a table's cells cannot be placed one by one
    <div role="rowheader" className="rack-row-name" aria-colindex={1}>
      {spoken}
    </div>
  )
}
