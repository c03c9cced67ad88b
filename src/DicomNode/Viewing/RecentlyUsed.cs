using System.Diagnostics.CodeAnalysis;

namespace DicomNode.Viewing;

/// <summary>Keeps what was asked for last, up to a size in all; what was not asked for longest goes first. Something larger than all is not kept.</summary>
/// <param name="limit">Of the sum of the sizes.</param>
/// <param name="size">Of one value; the same whenever it is asked.</param>
internal sealed class RecentlyUsed<TKey, TValue>(long limit, Func<TValue, long> size)
    where TKey : notnull
{
    private readonly Lock _lock = new();
    private readonly Dictionary<TKey, LinkedListNode<(TKey Key, TValue Value)>> _nodes = [];
    private readonly LinkedList<(TKey Key, TValue Value)> _order = []; // the latest first
    private long _total;

    public long Total
    {
        get
        {
            lock (_lock)
            {
                return _total;
            }
        }
    }

    public bool TryGet(TKey key, [MaybeNullWhen(false)] out TValue value)
    {
        lock (_lock)
        {
            value = default;
            if (!_nodes.TryGetValue(key, out LinkedListNode<(TKey Key, TValue Value)>? node))
            {
                return false;
            }

            _order.Remove(node);
            _order.AddFirst(node);
            value = node.Value.Value;
            return true;
        }
    }

    /// <summary>In the place of what was there under this key.</summary>
    public void Set(TKey key, TValue value)
    {
        lock (_lock)
        {
            if (_nodes.TryGetValue(key, out LinkedListNode<(TKey Key, TValue Value)>? former))
            {
                Remove(former);
            }

            if (size(value) > limit)
            {
                return;
            }

            _nodes[key] = _order.AddFirst((key, value));
            _total += size(value);
            while (_total > limit)
            {
                Remove(_order.Last!);
            }
        }
    }

    private void Remove(LinkedListNode<(TKey Key, TValue Value)> node)
    {
        _order.Remove(node);
        _nodes.Remove(node.Value.Key);
        _total -= size(node.Value.Value);
    }
}
