/**
 * The bulk operation's query over the order history: the same fields as one order read, but connections only one deep
 * and none inside a list, as bulk operations demand. Children arrive as lines of their own.
 */
export const ORDERS_BULK_QUERY = `#graphql
  query OrderHistory {
    orders {
      edges {
        node {
          id
          name
          email
          processedAt
          updatedAt
          cancelledAt
          test
          tags
          currencyCode
          taxesIncluded
          displayFinancialStatus
          displayFulfillmentStatus
          sourceName
          refundDiscrepancySet { shopMoney { amount } }
          customAttributes { key value }
          customerJourneySummary { customerOrderIndex }
          customer {
            id
            firstName
            lastName
            defaultEmailAddress { emailAddress marketingState }
            defaultAddress { name countryCodeV2 province city }
          }
          billingAddress { name countryCodeV2 province city }
          shippingAddress { name countryCodeV2 province city }
          fulfillments { createdAt status }
          discountApplications {
            edges { node { index ... on DiscountCodeApplication { code } } }
          }
          lineItems {
            edges {
              node {
                id
                title
                quantity
                currentQuantity
                isGiftCard
                originalTotalSet { shopMoney { amount } }
                priceAfterAllDiscountsBeforeTaxesSet { shopMoney { amount } }
                discountAllocations { allocatedAmountSet { shopMoney { amount } } }
                taxLines { priceSet { shopMoney { amount } } }
                product { id }
                variant { id }
              }
            }
          }
        }
      }
    }
  }
`;
