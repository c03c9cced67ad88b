import type { ComponentChildren, VNode } from 'preact';

export interface Column<T> {
  head: string;
  cell: (row: T) => ComponentChildren;
  /** Names the row for a screen reader. */
  isRowHeader?: boolean;
  class?: string;
}

interface TableProps<T> {
  caption: string;
  columns: Column<T>[];
  rows: T[];
  keyOf: (row: T) => string | number;
}

/** A table that becomes a list of cards on a phone; the roles keep it a table there, too. */
export function Table<T>({ caption, columns, rows, keyOf }: TableProps<T>): VNode {
  return (
    <table role="table">
      <caption>{caption}</caption>
      <thead role="rowgroup">
        <tr role="row">
          {columns.map((c) => <th key={c.head} role="columnheader" scope="col" class={c.class}>{c.head}</th>)}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {rows.map((row) => (
          <tr key={keyOf(row)} role="row">
            {columns.map((c) => c.isRowHeader
              ? <th key={c.head} role="rowheader" scope="row" class={c.class} data-head={c.head}><span class="value">{c.cell(row)}</span></th>
              : <td key={c.head} role="cell" class={c.class} data-head={c.head}><span class="value">{c.cell(row)}</span></td>)}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
