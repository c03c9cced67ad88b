import type { VNode } from 'preact';
import { href } from '../route';
import { Empty } from '../ui/text';

export function Unknown(): VNode {
  return <Empty title="There is nothing at this address."><a href={href(['series'])}>To the series</a></Empty>;
}
