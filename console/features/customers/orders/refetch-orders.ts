/** After an order changed: what is shown of a customer's orders is asked for again. */
import type { QueryClient } from '@tanstack/react-query';

/** `orderId` where one order is known to have changed. */
export function refetchOrders(cache: QueryClient, customerId: string, orderId?: string): void {
  void cache.invalidateQueries({ queryKey: ['orders', customerId] });
  void cache.invalidateQueries({ queryKey: ['order-facts', customerId] });
  if (orderId !== undefined) void cache.invalidateQueries({ queryKey: ['order', orderId] });
}
