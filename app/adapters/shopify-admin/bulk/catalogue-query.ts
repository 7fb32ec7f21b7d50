/** The bulk operation's query over the catalogue: products, their collections, their variants with price and cost. */
export const CATALOGUE_BULK_QUERY = `#graphql
  query Catalogue {
    products {
      edges {
        node {
          id
          title
          handle
          status
          isGiftCard
          featuredMedia { preview { image { url } } }
          collections { edges { node { id title } } }
          variants {
            edges { node { id title sku price availableForSale inventoryItem { unitCost { amount currencyCode } } } }
          }
        }
      }
    }
  }
`;
