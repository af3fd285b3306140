/**
 * The description of the API in Swagger 2.0, made of the route table that serves (REST specification, 1.1). Start at
 * {@link org.muriel.api.swagger.SwaggerRoutes}.
 */
@org.jspecify.annotations.NullMarked
package org.muriel.api.swagger;
